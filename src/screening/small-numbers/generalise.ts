/** Coarser forms of what singles people out. */
export const levels = ['year', 'month', 'area', 'district', 'sector', 'grid'] as const
export type Level = (typeof levels)[number]

const metres = 1000

/**
 * One cell made coarser; null where it is not of a form that the level is for, so that nothing passes through as it is.
 * `year`, `month`: of days such as 2024-03-14 and 14/03/2024. `area`, `district`, `sector`: of postcodes (AB1 2CD: AB,
 * AB1, AB1 2). `grid`: eastings and northings to the corner of their 1 km square; degrees to two places, about 1 km.
 */
export function generalise(value: string, level: Level): string | null {
  const text = value.trim()
  if (text === '') return ''
  switch (level) {
    case 'year':
    case 'month': {
      const [, year = '', month = ''] = /^(\d{4})-(\d{2})(?:-\d{2})?/.exec(text) ?? turn(text) ?? []
      return year === '' ? null : level === 'year' ? year : `${year}-${month}`
    }
    case 'area':
    case 'district':
    case 'sector': {
      const [, area = '', rest = '', sector = ''] =
        /^([A-Z]{1,2})(\d[A-Z\d]?) ?(\d)[A-Z]{2}$/.exec(text.toUpperCase().replaceAll(/\s+/g, ' ')) ?? []
      if (area === '') return null
      return level === 'area' ? area : level === 'district' ? `${area}${rest}` : `${area}${rest} ${sector}`
    }
    case 'grid': {
      if (/^-?\d{1,3}\.\d+$/.test(text)) return (Math.trunc(Number(text) * 100) / 100).toFixed(2)
      return /^\d{4,7}(?:\.\d+)?$/.test(text) ? String(Math.floor(Number(text) / metres) * metres) : null
    }
  }
}

/** Day first, as in the United Kingdom. */
function turn(text: string): string[] | null {
  const [, month, year] = /^\d{1,2}[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  return month === undefined || year === undefined ? null : ['', year, month.padStart(2, '0')]
}
