import { day, named, Type } from '../schemas.ts'

/** One line of how a date was worked out. */
export const stepSchema = named('Step', {
  date: day(),
  text: Type.String(),
  citation: Type.String({ description: 'Such as `FOIA 2000 s.10(1)`' }),
})
