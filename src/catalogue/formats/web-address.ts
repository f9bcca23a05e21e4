/**
 * An address as Turtle, RDF/XML and feeds all take it (RFC 3987 as RDF 1.1 narrows it); null where it is not a web
 * address at all.
 */
export function webAddress(text: string): string | null {
  if (!URL.canParse(text.trim())) return null
  const url = new URL(text.trim())
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  return escapeAddress(url.href)
}

/** A mailbox as an address (RFC 6068); null where it cannot be one. */
export function mailAddress(email: string): string | null {
  const [name, host, more] = email.trim().split('@')
  if (!name || !host || more !== undefined || /\s/.test(email.trim())) return null
  return escapeAddress(`mailto:${encodeURIComponent(name)}@${encodeURIComponent(host)}`)
}

function escapeAddress(href: string): string {
  return href.replace(/[\s<>"{}|\\^`']/g, (found) => `%${found.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
