/** Shapes that glyphs of a font share: for all glyphs, and for those of one font dictionary. */
type Pieces = { shared: readonly Buffer[]; own: readonly Buffer[] }

const deepest = 10
/** More calls than any font has; pieces that call one another could go on for ever. */
const mostCalls = 1_000_000
const returns = 11

/**
 * The pieces that these shapes call (Adobe TN 5177 §4.7), of themselves or by another piece; null where it cannot be
 * known, because a shape reckons which.
 */
export function piecesCalled(shapes: readonly { shape: Buffer; pieces: Pieces }[]): Set<Buffer> | null {
  const called = new Set<Buffer>()
  const calls = { left: mostCalls }
  try {
    for (const { shape, pieces } of shapes)
      follow(shape, { stack: [], stems: 0, depth: 0, called, calls, pieces })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
  return called
}

type Run = {
  stack: number[]
  stems: number
  depth: number
  called: Set<Buffer>
  calls: { left: number }
  pieces: Pieces
}

/** True where the shape has ended. */
function follow(shape: Buffer, run: Run): boolean {
  const { stack, pieces, called } = run
  for (let at = 0; at < shape.length;) {
    const byte = shape.readUInt8(at)
    at += 1
    if (byte === 28) {
      stack.push(shape.readInt16BE(at))
      at += 2
    } else if (byte === 255) {
      stack.push(shape.readInt32BE(at) / 0x10000)
      at += 4
    } else if (byte >= 247) {
      const next = shape.readUInt8(at)
      stack.push(byte <= 250 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108)
      at += 1
    } else if (byte >= 32) stack.push(byte - 139)
    else if (byte === 10 || byte === 29) {
      const among = byte === 10 ? pieces.own : pieces.shared
      const bias = among.length < 1240 ? 107 : among.length < 33_900 ? 1131 : 32_768
      const piece = among[(stack.pop() ?? Number.NaN) + bias]
      if (piece === undefined || run.depth >= deepest) throw new RangeError('piece')
      run.calls.left -= 1
      if (run.calls.left < 0) throw new RangeError('calls')
      called.add(piece)
      run.depth += 1
      const done = follow(piece, run)
      run.depth -= 1
      if (done) return true
    } else if (byte === returns) return false
    else if (byte === 14) return true
    else if (byte === 12) {
      // Curves of two halves; all others reckon.
      if (![34, 35, 36, 37].includes(shape.readUInt8(at))) throw new RangeError('arithmetic')
      at += 1
      stack.length = 0
    } else {
      const hints = [1, 3, 18, 19, 20, 23].includes(byte)
      if (hints) run.stems += stack.length >> 1
      if (byte === 19 || byte === 20) at += Math.ceil(run.stems / 8)
      stack.length = 0
    }
  }
  return false
}

/** What a piece becomes that nothing calls: it paints nothing, and is as long as it was. */
export const emptyPiece = (length: number): Buffer => Buffer.alloc(length, returns)
