import type { Link } from './options.ts'

export type NavigationItem = Link & { active: boolean; current: boolean }

const publicPlaces: Link[] = [
  { text: 'Home', href: '/' },
  { text: 'Search', href: '/search' },
  { text: 'Ask for information', href: '/requests/new' },
  { text: 'Disclosure log', href: '/disclosure-log' },
  { text: 'Data', href: '/data' },
]

const staffPlaces: Link[] = [
  { text: 'My work', href: '/staff' },
  { text: 'All requests', href: '/staff/cases' },
  { text: 'Reports', href: '/staff/reports' },
  { text: 'Search', href: '/staff/search' },
]

/** Footer of every page unless the authority has its own. */
export const anonymousFooter: Link[] = [
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Cookies', href: '/cookies' },
  { text: 'Privacy', href: '/notices' },
  { text: 'API', href: '/help/api' },
  { text: 'Contact', href: '/contact' },
]

export function publicNavigation(path: string): NavigationItem[] {
  return mark(publicPlaces, path)
}

export function staffNavigation(path: string, places: Link[] = staffPlaces): NavigationItem[] {
  return mark(places, path)
}

function mark(places: Link[], path: string): NavigationItem[] {
  const inside = places
    .filter(({ href }) => path === href || (href !== '/' && href !== '/staff' && path.startsWith(`${href}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0]
  return places.map((place) => ({
    ...place,
    current: place.href === path,
    active: place === inside,
  }))
}
