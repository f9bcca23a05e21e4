/** Tells the line of a place, from 1. Places asked for in order cost one pass through the text between them. */
export function lineNumbers(text: string): (offset: number) => number {
  let line = 1
  let last = 0
  let at = text.indexOf('\n')
  return (offset) => {
    if (offset < last) {
      line = 1
      at = text.indexOf('\n')
    }
    last = offset
    for (; at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1
    return line
  }
}
