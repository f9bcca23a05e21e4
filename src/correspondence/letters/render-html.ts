import type { Block, Inline, LetterModel } from './letter-model.ts'

const style = `body{margin:0;background:#fff;color:#0b0c0c;font:1.0625rem/1.5 Arial,Helvetica,sans-serif}
.letter{max-width:42rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:anywhere}
.letter-head{border-bottom:.3rem solid var(--letter-colour);padding-bottom:1rem;margin-bottom:2rem}
.letter-head p,.letter-recipient p,.letter-address p{margin:0}
.letter-sender{font-size:1.375rem;font-weight:bold}
.letter-details{display:grid;grid-template-columns:max-content 1fr;gap:0 1rem;margin:1.5rem 0}
.letter-details dt{font-weight:bold}
.letter-details dd{margin:0}
.letter h1{font-size:1.375rem;line-height:1.3}
.letter h2{font-size:1.1875rem;line-height:1.3;margin:2.25rem 0 .75rem;padding-top:.75rem;border-top:1px solid #b1b4b6}
.letter h3{font-size:1.0625rem;margin:1.5rem 0 .5rem}
.letter-quote{margin:1rem 0;padding:.1rem 1rem;border-left:.3rem solid #b1b4b6;background:#f3f2f1}
.letter-label{font-weight:bold;margin-bottom:.25rem}
.letter ul{margin-top:.25rem;padding-left:1.5rem}
.letter table{border-collapse:collapse;width:100%;margin:1rem 0}
.letter caption{font-weight:bold;text-align:left;padding-bottom:.5rem}
.letter th,.letter td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #b1b4b6}
.letter th:last-child:not(:first-child),.letter td:last-child{text-align:right;white-space:nowrap}
.letter-address{margin:1rem 0 1rem 1.25rem}
.letter-close{margin-top:2.5rem}
@media print{.letter{max-width:none;padding:0}}`

/** A whole accessible page. Its only style is in one `<style>`; `lang` is the letter’s own language. */
export function renderHtml(model: LetterModel): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(model.locale === 'cy' ? 'cy' : 'en-GB')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(model.title)} – ${escapeHtml(model.sender.name)}</title>
<style>:root{--letter-colour:${escapeHtml(model.sender.colour)}}
${style}</style>
</head>
<body>
<main>
${renderHtmlFragment(model)}
</main>
</body>
</html>
`
}

/**
 * The letter to stand inside a page: classes only, no style. `headingLevel` is the level of its subject line, so
 * that the outline of the page around it stays whole.
 */
export function renderHtmlFragment(
  model: LetterModel,
  options: { headingLevel?: 1 | 2 | 3 | 4 } = {},
): string {
  const top = options.headingLevel ?? 1
  const { sender } = model
  const rows = model.details.map(
    ({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`,
  )
  const recipient = model.recipient.map((line) => `<p><bdi>${escapeHtml(line)}</bdi></p>`)
  return [
    `<article class="letter" lang="${model.locale === 'cy' ? 'cy' : 'en-GB'}">`,
    `<div class="letter-head"><p class="letter-sender">${escapeHtml(sender.name)}</p>${sender.lines.map(line).join('')}</div>`,
    recipient.length > 0 ? `<div class="letter-recipient">${recipient.join('')}</div>` : '',
    `<dl class="letter-details">${rows.join('')}</dl>`,
    `<p>${escapeHtml(model.salutation)}</p>`,
    `<h${top}>${escapeHtml(model.subject)}</h${top}>`,
    ...model.blocks.map((block) => renderBlock(block, top)),
    `<div class="letter-close"><p>${escapeHtml(model.closing)}</p><p>${model.signature.map(escapeHtml).join('<br>')}</p></div>`,
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/**
 * The letter of a page that `renderHtml` wrote, as `renderHtmlFragment` writes it. For letters that were kept: they are
 * shown as they were, whatever a letter composed today would say.
 */
export function fragmentOfPage(page: string, headingLevel: 1 | 2 | 3 | 4): string {
  // All text in it is escaped, so what looks like a tag is one of ours.
  const inner = /<main>\n([\s\S]*)\n<\/main>/.exec(page)?.[1] ?? ''
  return inner.replace(
    /<(\/?)h([1-6])>/g,
    (_all, slash: string, level: string) => `<${slash}h${Math.min(6, Number(level) - 1 + headingLevel)}>`,
  )
}

function line(content: Inline[]): string {
  return `<p>${renderInline(content)}</p>`
}

function renderInline(content: Inline[]): string {
  return content
    .map((run) => {
      const text = escapeHtml(run.text).replaceAll('\n', '<br>')
      const strong = run.strong ? `<strong>${text}</strong>` : text
      return run.href === undefined ? strong : `<a href="${escapeHtml(run.href)}">${strong}</a>`
    })
    .join('')
}

function renderBlock(block: Block, top: number): string {
  switch (block.type) {
    case 'heading': {
      const level = Math.min(6, block.level - 1 + top)
      return `<h${level}>${escapeHtml(block.text)}</h${level}>`
    }
    case 'paragraph':
      return line(block.content)
    case 'quote':
      // `dir="auto"`: the requester’s words may run from right to left.
      return `<p class="letter-label">${escapeHtml(block.label)}</p><blockquote class="letter-quote" dir="auto">${block.paragraphs.map(line).join('')}</blockquote>`
    case 'list': {
      const items = block.items.map((item) => `<li>${renderInline(item)}</li>`).join('')
      return `${block.label ? `<p class="letter-label">${escapeHtml(block.label)}</p>` : ''}<ul>${items}</ul>`
    }
    case 'table': {
      const cells = (row: string[]) =>
        row
          .map((cell, at) =>
            at === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td>${escapeHtml(cell)}</td>`,
          )
          .join('')
      const head = block.head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join('')
      const body = [...block.rows, ...(block.total ? [block.total] : [])].map(
        (row) => `<tr>${cells(row)}</tr>`,
      )
      return `<table><caption>${escapeHtml(block.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
    }
    case 'address':
      return `<div class="letter-address">${block.label ? `<p>${escapeHtml(block.label)}</p>` : ''}${block.lines.map(line).join('')}</div>`
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
