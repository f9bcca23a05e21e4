const delimiters = [',', ';', '\t', '|'] as const

export function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n|\r/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  return delimiters.toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
}

/** The cells of a table in text (RFC 4180, with the delimiter its first line has most of), and where each is. */
export function readCells(text: string): {
  texts: string[]
  findCell: (row: number, column: number) => number
} {
  const delimiter = delimiterOf(text)
  const texts: string[] = []
  const rows: number[] = [0]
  let cell = ''
  let quoted = false
  const end = (): void => {
    texts.push(cell)
    cell = ''
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === delimiter) end()
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text.charAt(at + 1) === '\n') at += 1
      end()
      rows.push(texts.length)
    } else cell += letter
  }
  end()
  return {
    texts,
    findCell: (row, column) => {
      const at = (rows[row - 1] ?? texts.length) + column - 1
      return at < (rows[row] ?? texts.length) ? at : -1
    },
  }
}
