type Node<T> = {
  /** What ends here */
  ends: T | null
  /** The one needle below, kept whole until another takes the same way */
  only: { letters: string; of: T } | null
  next: Map<number, Node<T>> | null
}

function below<T>(node: Node<T>, letter: number): Node<T> {
  node.next ??= new Map()
  const known = node.next.get(letter)
  if (known !== undefined) return known
  const made: Node<T> = { ends: null, only: null, next: null }
  node.next.set(letter, made)
  return made
}

/** What was kept whole at a node goes one letter further. */
function pushDown<T>(node: Node<T>, depth: number): void {
  const { only } = node
  if (only === null) return
  node.only = null
  if (only.letters.length === depth) node.ends = only.of
  else below(node, only.letters.charCodeAt(depth)).only = only
}

/**
 * Any number of texts to look for in one pass: the time for a text grows with its length, not with how many there are.
 * Where a text is given twice, the first stays.
 */
export class LetterTrie<T> {
  readonly #root: Node<T> = { ends: null, only: null, next: null }

  constructor(needles: Iterable<readonly [letters: string, of: T]>) {
    for (const [letters, of] of needles) if (letters !== '') this.#add(letters, of)
  }

  #add(letters: string, of: T): void {
    let node = this.#root
    for (let at = 0; at <= letters.length; at += 1) {
      if (node.only?.letters === letters) return
      pushDown(node, at)
      if (at === letters.length) break
      if (at > 0 && node.next === null && node.ends === null) {
        node.only = { letters, of }
        return
      }
      node = below(node, letters.charCodeAt(at))
    }
    node.ends ??= of
  }

  /** Every place where one of them stands, overlapping ones too, from left to right. */
  *find(text: string): Generator<{ of: T; at: number }> {
    const first = this.#root.next
    if (first === null) return
    for (let at = 0; at < text.length; at += 1) {
      let node = first.get(text.charCodeAt(at))
      for (let end = at + 1; node !== undefined; end += 1) {
        if (node.ends !== null) yield { of: node.ends, at }
        if (node.only !== null) {
          if (text.startsWith(node.only.letters, at)) yield { of: node.only.of, at }
          break
        }
        node = end < text.length ? node.next?.get(text.charCodeAt(end)) : undefined
      }
    }
  }

  /** How often each of them stands in the text; those that never do are left out. */
  count(text: string): Map<T, number> {
    const counts = new Map<T, number>()
    for (const { of } of this.find(text)) counts.set(of, (counts.get(of) ?? 0) + 1)
    return counts
  }
}
