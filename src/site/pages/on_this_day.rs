//! What happened on each day of the year, in any year: a calendar of all days, and a page for each month.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Made, PageType};
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomies;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::nav;

const URL: &str = "on-this-day/";

/// Incidents of a day that the page of its month shows, at most: the page stays small, however large the archive is.
const PER_DAY: usize = 15;

/// Days before and after a day whose incidents are remembered with those of the day.
const AROUND: i32 = 3;

/// Incidents about today that the calendar has beside it.
const NEAREST: usize = 12;

/// The calendar, or the page of a month (1 to 12).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum OnThisDayPage {
    Calendar,
    Month(i8),
}

#[derive(Debug, Serialize)]
struct CalendarView {
    months: Vec<CalendarMonth>,
    today: Option<DayOfYear>,
    /// Incidents of other years that happened about today.
    around: Vec<ListedCard>,
}

/// A month of the calendar.
#[derive(Debug, Serialize)]
struct CalendarMonth {
    month: i8,
    /// The page of the month; none where nothing happened.
    url: Option<String>,
    days: Vec<CalendarDay>,
}

#[derive(Debug, Serialize)]
struct CalendarDay {
    #[serde(flatten)]
    day: DayOfYear,
    /// How many incidents happened on it.
    count: usize,
}

/// A day of any year.
#[derive(Debug, Clone, Copy, Serialize)]
struct DayOfYear {
    month: i8,
    day: i8,
    /// The name of its place in pages.
    id: Id,
}

/// `day-11-25`.
#[derive(Debug, Clone, Copy)]
struct Id(i8, i8);

#[derive(Debug, Serialize)]
struct MonthView {
    month: i8,
    days: Vec<DayView>,
    /// All months that have a page.
    months: Vec<MonthLink>,
}

/// A day of a month with its incidents, newest first.
#[derive(Debug, Serialize)]
struct DayView {
    #[serde(flatten)]
    day: DayOfYear,
    cards: Vec<ListedCard>,
    /// Incidents that are not among the `cards`.
    more: usize,
}

#[derive(Debug, Serialize)]
struct MonthLink {
    month: i8,
    url: String,
    current: bool,
}

impl PageType for OnThisDayPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL || (1..=12).any(|month| url == month_url(month))
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let days = counts(parts.archive);
        if !days.is_empty() {
            routes.add(URL, Self::Calendar);
        }
        for month in months(&days) {
            routes.add(&month_url(month), Self::Month(month));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let days = counts(&site.archive);
        match self {
            Self::Calendar => {
                let around = site.today.map(|today| around(site, today, NEAREST));
                let view = CalendarView {
                    months: (1..=12).map(|month| calendar_month(month, &days)).collect(),
                    today: site.today.map(|today| DayOfYear::new(today.month(), today.day())),
                    around: around.unwrap_or_default(),
                };
                Made::Template("on-this-day.html", site.layout(URL, nav::BROWSE).with(&view))
            }
            Self::Month(month) => {
                let link =
                    |other| MonthLink { month: other, url: month_url(other), current: other == *month };
                let view = MonthView {
                    month: *month,
                    days: days_of(site, *month),
                    months: months(&days).into_iter().map(link).collect(),
                };
                let url = month_url(*month);
                Made::Template("on-this-day-month.html", site.layout(&url, nav::BROWSE).with(&view))
            }
        }
    }
}

/// The incidents of other years that happened in the days around `today`, at most `limit`: the nearest day first, then the
/// newest.
pub fn around(site: &Site, today: Date, limit: usize) -> Vec<ListedCard> {
    let postmortems = site.archive.postmortems.iter().enumerate();
    let mut near: Vec<(i32, usize)> = postmortems
        .filter_map(|(index, postmortem)| {
            let day = postmortem.happened.filter(|day| day.year() != today.year())?;
            let distance = (i32::from(day.day_of_year()) - i32::from(today.day_of_year())).abs();
            let distance = distance.min(365 - distance);
            (distance <= AROUND).then_some((distance, index))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().take(limit).map(|(_, index)| site.card(index)).collect()
}

fn month_url(month: i8) -> String {
    format!("{URL}{month:02}/")
}

/// How many incidents happened on each day, by month and day.
fn counts(archive: &Archive) -> BTreeMap<(i8, i8), usize> {
    let mut counts = BTreeMap::new();
    for day in archive.postmortems.iter().filter_map(|postmortem| postmortem.happened) {
        *counts.entry((day.month(), day.day())).or_default() += 1;
    }
    counts
}

/// The months that have any of the `days`.
fn months(days: &BTreeMap<(i8, i8), usize>) -> Vec<i8> {
    (1..=12).filter(|&month| days.range((month, 1)..=(month, 31)).next().is_some()).collect()
}

fn calendar_month(month: i8, counts: &BTreeMap<(i8, i8), usize>) -> CalendarMonth {
    // A leap year has all days.
    let last = Date::constant(2024, month, 1).days_in_month();
    let day = |day| CalendarDay {
        day: DayOfYear::new(month, day),
        count: counts.get(&(month, day)).copied().unwrap_or_default(),
    };
    let days: Vec<_> = (1..=last).map(day).collect();
    let url = days.iter().any(|day| day.count > 0).then(|| month_url(month));
    CalendarMonth { month, url, days }
}

/// The days of a month on which something happened.
fn days_of(site: &Site, month: i8) -> Vec<DayView> {
    let mut days: BTreeMap<i8, Vec<usize>> = BTreeMap::new();
    for (index, postmortem) in site.archive.postmortems.iter().enumerate() {
        if let Some(day) = postmortem.happened.filter(|day| day.month() == month) {
            days.entry(day.day()).or_default().push(index);
        }
    }
    let view = |(day, members): (i8, Vec<usize>)| DayView {
        day: DayOfYear::new(month, day),
        cards: site.cards(members.iter().take(PER_DAY)),
        more: members.len().saturating_sub(PER_DAY),
    };
    days.into_iter().map(view).collect()
}

impl DayOfYear {
    fn new(month: i8, day: i8) -> Self {
        Self { month, day, id: Id(month, day) }
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("day-{:02}-{:02}", self.0, self.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_the_calendar_has_the_days_of_a_leap_year() {
        let counts = BTreeMap::from([((2, 29), 2), ((3, 1), 1)]);
        for (month, days, url) in [(1, 31, None), (2, 29, Some("on-this-day/02/")), (4, 30, None)] {
            let view = calendar_month(month, &counts);
            assert_eq!((view.days.len(), view.url.as_deref()), (days, url), "{month}");
        }
        assert_eq!(months(&counts), [2, 3]);
    }
}
