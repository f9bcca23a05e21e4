/** What becomes of a document of a case: kept for our use, to go with the answer, gone with it, or kept back. */
export const releaseStates = ['held', 'for-release', 'released', 'withheld'] as const
export type ReleaseState = (typeof releaseStates)[number]
