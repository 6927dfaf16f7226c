//! How much memory the C library's heap holds back.

/// Parts of the heap, with glibc: see [`limit_parts`].
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const PARTS: std::ffi::c_int = 2;

/// Has glibc cut its heap into two parts at most, rather than into eight for each core. Other heaps are left as they are.
///
/// What was freed in a part stays with it. While documents are read, the full-text index is written by a new thread every
/// few seconds, in whichever part is free, and 14 MB stay behind in each: 10,000 documents took 363 MB, with two parts 271,
/// in no more processor time. For a server, whose many threads all ask the heap at once, two would be few.
///
/// To be called before there is another thread.
pub fn limit_parts() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[expect(unsafe_code, reason = "the C library has no other way to set it from within the program")]
    // SAFETY: it takes two numbers, and no other thread uses the heap yet.
    unsafe {
        // The answer, whether it knows the setting, is no use: without it all is the same but for the memory.
        libc::mallopt(libc::M_ARENA_MAX, PARTS);
    }
}
