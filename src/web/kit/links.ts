import type { Page } from '../../kernel/pagination.ts'
import { pageCount } from '../../kernel/pagination.ts'

/** A page's address and the query that holds its whole state. */
export type PageState = { path: string; query: Record<string, string | string[]> }
export type QueryChange = Record<string, string | number | string[] | null | undefined>

/** The state of the page asked for. Empty values are dropped, so one state has one address. */
export function readState(request: { url: string }): PageState {
  const url = new URL(request.url, 'http://internal.invalid')
  const query: PageState['query'] = {}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name).filter((value) => value !== '')
    if (values.length > 0) query[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return { path: url.pathname, query }
}

/** The same page with some of its query changed; null or empty takes a name out. */
export function withQuery(state: PageState, change: QueryChange): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...state.query, ...change })) {
    for (const one of [value].flat())
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one))
  }
  const text = search.toString()
  return text === '' ? state.path : `${state.path}?${text}`
}

/** The same rows in another form: `/disclosure-log?year=2026` → `/disclosure-log.csv?year=2026`, without the page number. */
export function twinLink(state: PageState, extension: string): string {
  return withQuery({ ...state, path: `${state.path.replace(/\/$/, '')}.${extension}` }, { page: null })
}

export type SortLink = { href: string; order: 'ascending' | 'descending' | 'none' }

/** The link in a column's header. `sort=due` is ascending, `sort=-due` descending; choosing it again turns it round. */
export function sortLink(state: PageState, column: string, current: string): SortLink {
  const order = current === column ? 'ascending' : current === `-${column}` ? 'descending' : 'none'
  return {
    href: withQuery(state, { sort: order === 'ascending' ? `-${column}` : column, page: null }),
    order,
  }
}

export type PageLinks = {
  from: number
  to: number
  total: number
  page: number
  pages: number
  previous: string | null
  next: string | null
  items: { number: number | null; href: string; current: boolean }[]
}

/** Links of a numbered list: first, last, and the neighbours of this page, with null numbers where some are left out. */
export function pageLinks(state: PageState, page: Page<unknown>): PageLinks {
  const pages = pageCount(page)
  const href = (number: number) => withQuery(state, { page: number === 1 ? null : number })
  const shown = [1, page.page - 1, page.page, page.page + 1, pages].filter(
    (number) => number >= 1 && number <= pages,
  )
  const items: PageLinks['items'] = []
  let last = 0
  for (const number of [...new Set(shown)].toSorted((a, b) => a - b)) {
    if (number > last + 1) items.push({ number: null, href: '', current: false })
    items.push({ number, href: href(number), current: number === page.page })
    last = number
  }
  return {
    from: page.total === 0 ? 0 : (page.page - 1) * page.pageSize + 1,
    to: Math.min(page.page * page.pageSize, page.total),
    total: page.total,
    page: page.page,
    pages,
    previous: page.page > 1 ? href(page.page - 1) : null,
    next: page.page < pages ? href(page.page + 1) : null,
    items,
  }
}

export type FilterChip = { category: string; text: string; href: string }

/**
 * The filters in force, each with the address without it. `names` gives each filter's category in words and, where its
 * values are codes, what they are called.
 */
export function filterChips(
  state: PageState,
  names: Record<string, { category: string; values?: Record<string, string> }>,
): FilterChip[] {
  return Object.entries(names).flatMap(([name, { category, values }]) =>
    [state.query[name] ?? []].flat().map((value, _index, all) => ({
      category,
      text: values?.[value] ?? value,
      href: withQuery(state, { [name]: all.filter((other) => other !== value), page: null }),
    })),
  )
}
