import { defineConfig } from "vite";

// One script and one style, under names that do not change: they lie in the program, which knows them by name.
export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: "../crates/serve/page/built",
    emptyOutDir: true,
    modulePreload: false,
    cssCodeSplit: false,
    target: "es2022",
    rollupOptions: {
      output: {
        entryFileNames: "page/app.js",
        assetFileNames: "page/app[extname]",
        inlineDynamicImports: true,
      },
    },
  },
});
