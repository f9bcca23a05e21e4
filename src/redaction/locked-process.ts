/**
 * What a process that takes strangers’ files apart may do: read files, for its own code, and use native code. It has no
 * network, writes nothing and starts nothing.
 */
export const lockedFlags = [
  '--permission',
  '--allow-fs-read=*',
  '--allow-addons',
  '--disable-warning=SecurityWarning',
] as const
