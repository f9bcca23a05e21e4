const words =
  'foi eir dpo info information freedom freedomofinformation enquiry enquiries casework contact contactus contactcentre hello mail email news newsdesk editor press media team support sales request requests research secretary secretariat clerk office admin administration complaint complaints service services noreply no donotreply reception accessibility helpdesk help feedback registrar registrars electoral elections benefits housing highways parking planning building licensing council counciltax councillors customer customers customerservices public member members democratic democraticservices committee committees recruitment jobs hr payroll postmaster webmaster web procurement tenders accounts invoices legal finance it data dataprotection governance infogov records general group department dept unit centre safeguarding library museum tribunal post social works waste environment transport streets leisure careers'

const roles = new Set(words.split(' '))
/** Long enough not to be the end of a name, as `it` is of Judit. */
const long = [...roles].filter((word) => word.length >= 7)

/** True of an address of a role or an office, which names nobody: `icocasework@`, `foi.requests@`, `stoke-planning@`. */
export function isRoleMailbox(address: string): boolean {
  const parts = (address.toLowerCase().split('@')[0] ?? '').split(/[^a-z]+/).filter((part) => part !== '')
  const [first = ''] = parts
  const last = parts.at(-1) ?? ''
  return (
    roles.has(first) ||
    long.includes(last) ||
    (parts.length === 1 && long.some((word) => first.startsWith(word) || first.endsWith(word)))
  )
}
