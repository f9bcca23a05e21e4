/** The part of GOV.UK Frontend used here; the package carries no types of its own. */
declare module 'govuk-frontend' {
  type Component = { readonly moduleName: string }
  export const Button: Component
  export const CharacterCount: Component
  export const ErrorSummary: Component
  export const NotificationBanner: Component
  export const PasswordInput: Component
  export const ServiceNavigation: Component
  export const SkipLink: Component
  export function createAll(component: Component): unknown[]
}
