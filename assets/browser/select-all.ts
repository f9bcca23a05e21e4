/** Adds a "select all" box to the empty first header of a table whose rows begin with checkboxes (`data-select-all`). */
export function addSelectAll(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>(
    'table[data-select-all], [data-select-all] table',
  )) {
    const header = table.tHead?.rows[0]?.cells[0]
    const boxes = [...table.querySelectorAll<HTMLInputElement>('tbody input[type="checkbox"]')]
    if (!header || boxes.length === 0) continue
    const all = document.createElement('input')
    const label = document.createElement('label')
    all.type = 'checkbox'
    all.className = 'mun-select-all'
    label.className = 'govuk-visually-hidden'
    label.textContent = 'Select every row on this page'
    all.id = label.htmlFor = `${boxes[0]?.id ?? 'row'}-all`
    all.addEventListener('change', () => {
      for (const box of boxes) box.checked = all.checked
    })
    table.addEventListener('change', () => {
      const chosen = boxes.filter((box) => box.checked).length
      all.checked = chosen === boxes.length
      all.indeterminate = chosen > 0 && chosen < boxes.length
    })
    header.append(all, label)
  }
}
