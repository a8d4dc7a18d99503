declare module 'http-link-header' {
  /** `parse` throws on text that is no Link header (RFC 8288). */
  class LinkHeader {
    static parse(value: string): LinkHeader;
    rel(type: string): { readonly uri: string }[];
  }
  export default LinkHeader;
}
