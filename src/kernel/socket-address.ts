/** `host:port`, `[::1]:port`, or the path of a Unix socket; null where it is neither. */
export function readSocketAddress(text: string): { host: string; port: number } | { path: string } | null {
  if (/^(\/|\.\/|\\\\[.?]\\pipe\\)/.test(text)) return { path: text }
  const found = /^(?:\[([0-9a-fA-F:]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(text)
  const port = Number(found?.[3])
  return found && port >= 1 && port <= 65_535 ? { host: found[1] ?? found[2] ?? '', port } : null
}
