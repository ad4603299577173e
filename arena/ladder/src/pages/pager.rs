//! Links from one part of a long list to the next.

use maud::{Markup, html};

/// Which part of a long list is shown.
#[derive(Clone, Debug)]
pub struct Pager {
    /// The part that is shown; the first is 1.
    pub page: u32,
    /// How many parts there are.
    pub pages: u32,
    /// The address of the list, with a query where it has one, but without a page.
    pub path: String,
}

impl Pager {
    /// A list that fits on one page.
    pub fn single() -> Pager {
        Pager { page: 1, pages: 1, path: String::new() }
    }

    fn address(&self, page: u32) -> String {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.path)
    }

    /// The parts worth a link: the first, the last, and those around this one.
    fn near(&self) -> Vec<u32> {
        (1..=self.pages)
            .filter(|page| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 1)
            .collect()
    }

    /// The links; nothing where all is on one page.
    pub fn show(&self, what: &str) -> Markup {
        let near = self.near();
        html! {
            @if self.pages > 1 {
                nav.pager aria-label=(format!("Pages of {what}")) {
                    @if self.page > 1 {
                        a rel="prev" href=(self.address(self.page - 1)) { "← Previous" }
                    }
                    ol {
                        @for (index, page) in near.iter().enumerate() {
                            @if index > 0 && near[index - 1] + 1 < *page { li.gap { "…" } }
                            li {
                                @if *page == self.page {
                                    a aria-current="page" href=(self.address(*page)) { (page) }
                                } @else {
                                    a href=(self.address(*page)) { (page) }
                                }
                            }
                        }
                    }
                    @if self.page < self.pages {
                        a rel="next" href=(self.address(self.page + 1)) { "Next →" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_the_neighbours_are_linked() {
        let check = |page, pages, near: &[u32]| {
            assert_eq!(Pager { page, pages, path: "/matches".to_owned() }.near(), near);
        };
        check(1, 1, &[1]);
        check(1, 9, &[1, 2, 9]);
        check(5, 9, &[1, 4, 5, 6, 9]);
        check(9, 9, &[1, 8, 9]);
    }

    #[test]
    fn a_query_is_continued() {
        let pager = Pager { page: 1, pages: 2, path: "/leaderboard?season=1".to_owned() };
        assert_eq!(pager.address(2), "/leaderboard?season=1&page=2");
    }
}
