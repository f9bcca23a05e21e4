import { escapeHtml } from './filters.ts'
import { cleanText } from './forms.ts'

/** A feed (RFC 4287). Addresses are absolute. `updated` of a feed is that of its newest entry unless given. */
export type Feed = {
  id: string
  title: string
  author: string
  href: string
  selfHref: string
  updated?: Temporal.Instant
  /** Addresses of the feed's other pages (RFC 5005) */
  pages?: { first?: string; previous?: string; next?: string; last?: string }
  entries: FeedEntry[]
}
export type FeedEntry = {
  id: string
  title: string
  href: string
  updated: Temporal.Instant
  published?: Temporal.Instant
  summary?: string
}

export const atomType = 'application/atom+xml; charset=utf-8'

export function writeAtom(feed: Feed): string {
  const newest = feed.entries
    .map(({ updated }) => updated)
    .toSorted((a, b) => Temporal.Instant.compare(a, b))
    .at(-1)
  const updated = feed.updated ?? newest ?? Temporal.Instant.fromEpochMilliseconds(0)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    element('id', feed.id),
    element('title', feed.title),
    element('updated', updated.toString()),
    `<author>${element('name', feed.author)}</author>`,
    link('alternate', feed.href, 'text/html'),
    link('self', feed.selfHref, 'application/atom+xml'),
    ...Object.entries(feed.pages ?? {}).map(([rel, href]) => link(rel, href, 'application/atom+xml')),
    ...feed.entries.map(writeEntry),
    '</feed>',
    '',
  ].join('\n')
}

function writeEntry(entry: FeedEntry): string {
  return [
    '<entry>',
    element('id', entry.id),
    element('title', entry.title),
    element('updated', entry.updated.toString()),
    ...(entry.published ? [element('published', entry.published.toString())] : []),
    link('alternate', entry.href, 'text/html'),
    ...(entry.summary === undefined ? [] : [element('summary', entry.summary)]),
    '</entry>',
  ].join('\n')
}

function element(name: string, text: string): string {
  return `<${name}>${escapeHtml(cleanText(text, true))}</${name}>`
}

function link(rel: string, href: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${escapeHtml(href)}"/>`
}
