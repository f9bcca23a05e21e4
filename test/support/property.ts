/**
 * fast-check with the same examples in every run, so that what fails here fails everywhere. Other examples:
 * `MUNIMENT_SEED=7 npm test`, or `npm run fuzz -- properties`, which takes new ones each time.
 */
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['MUNIMENT_SEED'] ?? 2015) })

export { fc }
