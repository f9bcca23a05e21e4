/** How long a page waits for words that are being read in its picture before it is shown without. Milliseconds. */
export const patience = 800
