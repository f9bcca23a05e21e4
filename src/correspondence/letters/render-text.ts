import type { Block, Inline, LetterModel } from './letter-model.ts'

const width = 72
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The letter as plain text for email, at most 72 columns but for words longer than a line. */
export function renderText(model: LetterModel): string {
  const { sender } = model
  const parts: string[] = [
    [wrap(sender.name), ...sender.lines.map((line) => wrap(plain(line)))].join('\n'),
    model.recipient.join('\n'),
    model.details.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    wrap(model.salutation),
    underline(model.subject, '='),
    ...model.blocks.map(renderBlock),
    wrap(model.closing),
    model.signature.map((line) => wrap(line)).join('\n'),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function plain(content: Inline[]): string {
  return content.map((run) => run.text).join('')
}

function renderBlock(block: Block): string {
  switch (block.type) {
    case 'heading':
      return underline(block.text, block.level === 2 ? '-' : null)
    case 'paragraph':
      return wrap(plain(block.content))
    case 'quote':
      return [`${block.label}:`, ...block.paragraphs.map((content) => wrap(plain(content), '> ', '> '))].join(
        '\n\n',
      )
    case 'list': {
      const items = block.items.map((item) => wrap(plain(item), '- ', '  ')).join('\n')
      return block.label ? `${wrap(block.label)}\n${items}` : items
    }
    case 'table': {
      const rows = [...block.rows, ...(block.total ? [block.total] : [])]
      const lines = rows.map((row) =>
        row.map((cell, column) => `${block.head[column] ?? ''}: ${cell}`).join('; '),
      )
      return [wrap(block.caption), ...lines.map((line) => wrap(line, '- ', '  '))].join('\n')
    }
    case 'address': {
      const lines = block.lines.map((line) => wrap(plain(line), '  ', '  '))
      return [...(block.label ? [wrap(block.label)] : []), ...lines].join('\n')
    }
  }
}

function underline(text: string, mark: string | null): string {
  const lines = wrap(text)
  const longest = Math.max(...lines.split('\n').map((line) => line.length))
  return mark === null ? lines : `${lines}\n${mark.repeat(Math.min(width, longest))}`
}

/** Breaks at spaces only: a long address stays one piece that can be copied. */
function wrap(text: string, first = '', rest = ''): string {
  const lines: string[] = []
  for (const line of text.split('\n')) {
    let indent = lines.length === 0 ? first : rest
    let current = ''
    let used = 0
    for (const word of line.split(' ').filter(Boolean)) {
      const length = /^[ -~]*$/.test(word) ? word.length : Array.from(segmenter.segment(word)).length
      if (current !== '' && indent.length + used + 1 + length > width) {
        lines.push(indent + current)
        indent = rest
        current = word
        used = length
      } else {
        current = current === '' ? word : `${current} ${word}`
        used += current === word ? length : length + 1
      }
    }
    lines.push((indent + current).trimEnd())
  }
  return lines.join('\n')
}
