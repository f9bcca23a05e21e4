import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInCalendars, calendarChanges, calendarsWithFeed, holidays, parseHolidayFeed } from '../index.ts'

const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const
type Division = (typeof divisions)[number]
type Event = { title: string; date: string; notes: string; bunting: boolean }
type Feed = Record<string, { division: string; events: Event[] }>

const calendars = builtInCalendars()

/** A feed in the published shape, of the years as the rules have them, after a change to one division's dates. */
function makeFeed(
  years: number[],
  change: (division: Division, dates: string[]) => string[] = (_, dates) => dates,
): string {
  const feed: Feed = {}
  for (const division of divisions) {
    const dates = years.flatMap((year) => holidays(calendars, division, year).map(({ date }) => date))
    const events = change(division, dates).map((date) => ({
      title: 'A bank holiday',
      date,
      notes: '',
      bunting: true,
    }))
    feed[division] = { division, events }
  }
  return JSON.stringify(feed)
}

function withFeed(json: string) {
  const feed = parseHolidayFeed(json)
  assert.ok(feed.ok, JSON.stringify(feed))
  return calendarsWithFeed(feed.value)
}

const onlyScotland = (change: (dates: string[]) => string[]) => (division: Division, dates: string[]) =>
  division === 'scotland' ? change(dates) : dates

test('a feed that says what is known changes nothing', () => {
  const after = withFeed(makeFeed([2026, 2027]))
  assert.equal(after.version, calendars.version)
  assert.deepEqual(calendarChanges(calendars, after), [])
})

test('a newly proclaimed day is added, and the change can be told', () => {
  const after = withFeed(
    makeFeed(
      [2027],
      onlyScotland((dates) => [...dates, '2027-06-14']),
    ),
  )
  assert.notEqual(after.version, calendars.version)
  assert.deepEqual(calendarChanges(calendars, after), [
    { division: 'scotland', date: '2027-06-14', title: 'A bank holiday', change: 'added' },
  ])
})

test('a day moved in a year the feed gives whole goes from its old date', () => {
  const move = (dates: string[]) => dates.map((date) => (date === '2027-05-31' ? '2027-06-03' : date))
  const changes = calendarChanges(calendars, withFeed(makeFeed([2027], onlyScotland(move))))
  assert.deepEqual(
    changes.map(({ date, change }) => `${change} ${date}`),
    ['removed 2027-05-31', 'added 2027-06-03'],
  )
})

test('a day absent from part of a year stays', () => {
  const firstHalf = (_: Division, dates: string[]) => dates.filter((date) => date < '2027-05-01')
  assert.equal(withFeed(makeFeed([2027], firstHalf)).version, calendars.version)
})

test('an old copy of the feed undoes no proclamation', () => {
  const old = (_: Division, dates: string[]) => [
    ...dates.filter((date) => date !== '2022-09-19' && date !== '2022-06-03'),
    '2022-05-30',
  ]
  assert.equal(withFeed(makeFeed([2022], old)).version, calendars.version)
})

test('an empty or odd feed is refused, saying where', () => {
  const feed = JSON.parse(makeFeed([2026])) as Feed
  const withEvents = (events: unknown) =>
    JSON.stringify({ ...feed, scotland: { division: 'scotland', events } })
  const event = (date: string, title = 'A bank holiday') => ({ title, date })
  const { scotland, ...withoutScotland } = feed
  const wrong: [string, RegExp][] = [
    ['', /not JSON/],
    ['<html>', /not JSON/],
    ['[]', /object/],
    ['{}', /england-and-wales: it is missing/],
    [JSON.stringify(withoutScotland), /scotland: it is missing/],
    [JSON.stringify({ ...feed, cornwall: scotland }), /“cornwall”/],
    [withEvents([]), /scotland: its list of events is empty/],
    [withEvents([{}]), /event 1 has no date and title/],
    [withEvents([event('2026-02-30')]), /“2026-02-30”/],
    [withEvents([event('2026-03-07')]), /weekend/],
    [withEvents([event('2026-03-09'), event('2026-03-09')]), /comes twice/],
    [withEvents([event('1999-03-09')]), /outside 2005 to 2100/],
    [withEvents([event('2026-03-09', ' ')]), /empty title/],
    [
      makeFeed(
        [2026],
        onlyScotland((dates) => dates.filter((date) => date !== '2026-04-03')),
      ),
      /lacks Good Friday/,
    ],
    [
      makeFeed(
        [2026],
        onlyScotland((dates) => [...dates.slice(0, 3), ...dates.slice(-1)]),
      ),
      /too many to be moved|lacks Christmas/,
    ],
  ]
  for (const [json, message] of wrong) {
    const outcome = parseHolidayFeed(json)
    assert.ok(!outcome.ok, json.slice(0, 80))
    assert.equal(outcome.problem, 'invalid-input')
    assert.match(outcome.detail ?? '', message)
  }
})
