import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { clustersOf } from './clusters.ts'

// Everything the letter's own typeface is known to draw: no need to ask.
const ordinary = /^[\n -~\u00A0-\u017F–—‘’“”…•€□]*$/
/** True where a text holds anything that the letter's own typeface may lack. */
export function isUnusual(text: string): boolean {
  return !ordinary.test(text)
}

const known = new Map<string, boolean>()
/** Beyond this many remembered characters the memory is emptied: a hostile text must not fill it. */
const most = 20_000

const probe = `#set document(title: "probe")
#set text(font: ("Liberation Sans", "Libertinus Serif", "DejaVu Sans Mono"))
#for cluster in json(bytes(sys.inputs.clusters)) { par(cluster) }`

/**
 * The characters of a text that no font at hand can draw. Asks the compiler itself, because it also looks in its
 * built-in fonts and in the machine's; answers are remembered.
 */
export function unprintable(text: string, typst: NodeCompiler): ReadonlySet<string> {
  if (!isUnusual(text)) return new Set()
  if (known.size > most) known.clear()
  const unusual = new Set<string>()
  for (const cluster of clustersOf(text)) {
    if (isUnusual(cluster)) unusual.add(cluster)
  }
  const unknown = [...unusual].filter((cluster) => !known.has(cluster))
  if (unknown.length > 0) ask(unknown, typst)
  return new Set([...unusual].filter((cluster) => known.get(cluster) === false))
}

function ask(clusters: string[], typst: NodeCompiler): void {
  let open = clusters
  // The compiler names what it cannot draw; a second question makes sure that it named everything.
  for (let turn = 0; turn < 2 && open.length > 0; turn++) {
    const missing = missingFrom(open, typst)
    if (missing === null) break
    for (const cluster of open) {
      if (Array.from(cluster).some((character) => missing.has(character))) known.set(cluster, false)
    }
    open = open.filter((cluster) => !known.has(cluster))
    if (turn === 1) for (const cluster of open) known.set(cluster, false)
  }
  for (const cluster of open) if (!known.has(cluster)) known.set(cluster, true)
}

/** The characters the compiler complains of; null where it draws everything. */
function missingFrom(clusters: string[], typst: NodeCompiler): Set<string> | null {
  try {
    typst.pdf(
      { mainFileContent: probe, inputs: { clusters: JSON.stringify(clusters) } },
      { pdfStandard: 'ua-1' },
    )
    return null
  } catch (error) {
    const message =
      error instanceof Error ? `${error.message} ${'code' in error ? String(error.code) : ''}` : String(error)
    const missing = new Set<string>()
    for (const match of message.matchAll(/the text `\\*"(.+?)\\*"` could not/gu)) {
      const cluster = (match[1] ?? '').replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
        String.fromCodePoint(parseInt(hex, 16)),
      )
      for (const character of cluster) missing.add(character)
    }
    return missing
  }
}
