/** Anybody may read it, from any site; counted with the other API calls. */
export const publicRead = { rate: 'api', publicRead: true } as const
/** What takes the database longer: whole periods, whole files. */
export const publicExport = { rate: 'exports', publicRead: true } as const
/** Anybody may send it. No cookie says who they are, so no other site can send it in their name. */
export const publicWrite = { rate: 'forms', private: true, formCheck: false } as const
/** Behind a tracking link, which is itself the secret. */
export const tracked = { rate: 'forms', private: true, secretAddress: true, formCheck: false } as const
/** With a token of a member of staff, and never kept by anything on the way. */
export const staffOnly = { rate: 'api', private: true, formCheck: false, staffOnly: true } as const

/** What the description of every staff route says. */
export const withToken = { security: [{ token: [] }] }
