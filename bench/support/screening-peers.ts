import { screenText } from '../../src/screening/index.ts'

export type Screen = (text: string) => { entity: string; start: number; end: number }[]

/** Ours, and the npm packages that look for names, where they are installed: none is a dependency of this project. */
export const peers: { name: string; screen: Screen }[] = [
  { name: 'Muniment', screen: (text) => screenText(text) },
]

type Compromise = (text: string) => {
  people(): { json(options: object): { offset: { start: number; length: number } }[] }
}

async function load(name: string): Promise<unknown> {
  try {
    return await import(name)
  } catch {
    console.log(`${name} is not installed: left out. To compare: npm install --no-save ${name}`)
    return null
  }
}

const compromise = (await load('compromise')) as { default: Compromise } | null
if (compromise !== null)
  peers.push({
    name: 'compromise',
    screen: (text) =>
      compromise
        .default(text)
        .people()
        .json({ offset: true })
        .map(({ offset: { start, length } }) => ({ entity: 'PERSON', start, end: start + length })),
  })
