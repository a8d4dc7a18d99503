/** A web page as its own markup describes it, for the preview of the first link of a post. */
export interface Page {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  /** Name of a file in the world's file store, with its size in pixels. */
  readonly picture: { readonly file: string; readonly alt: string; readonly width: number; readonly height: number } | null;
}

/** The pages of the practice web. A link that leads to none of them has no preview, like a page that does not answer. */
export interface PageBook {
  get(url: string): Page | null;
  put(page: Page): void;
}

export function createPageBook(): PageBook {
  const pages = new Map<string, Page>();
  return {
    get: (url) => pages.get(url) ?? null,
    put: (page) => void pages.set(page.url, page),
  };
}
