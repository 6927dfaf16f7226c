//! HTML's elements by what they do to the text around them.

/// Elements whose content nobody sees.
pub(super) const UNSEEN: &str =
    "noscript template svg math iframe object canvas audio video select datalist noframes noembed";
/// Elements set apart by an empty line.
pub(super) const APART: &str = "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure article section main header footer aside nav form \
    fieldset hr details";
/// Elements set apart by a line break.
pub(super) const BLOCKS: &str = "div li dt dd tr br address caption center dir figcaption legend menu option summary thead tbody tfoot \
    title body html head hgroup search dialog";
/// Elements that hold blocks and have to be closed, so that depth can be counted.
pub(super) const HOLDERS: &str = "div section article main header footer aside nav form table ul ol dl blockquote figure center body menu \
    dialog details td th";
/// Elements without content or end tag.
pub(super) const VOID: &str = "area base br col embed hr img input link meta param source track wbr";
/// Their end tag may be missing, so that the end of a hidden one can't be told.
pub(super) const LOOSE: &str = "p li dt dd tr td th thead tbody tfoot option html body";
/// Words in a class or an id that mark menus, side bars and the like.
pub(super) const SURROUNDINGS: &str = "ad ads advert advertisement banner breadcrumb breadcrumbs comment comments cookie cookies foot footer menu \
    nav navbar navigation newsletter pager pagination promo recommended related share sharing side sidebar \
    social sponsor subscribe teaser widget";

/// The name as it stands in a list.
pub(super) fn listed(list: &'static str, name: &str) -> Option<&'static str> {
    list.split_ascii_whitespace().find(|listed| *listed == name)
}

/// The level of a heading.
pub(super) fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}
