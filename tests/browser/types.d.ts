// The types of what the theme's scripts share: they are no modules, so that they run in a page that was opened from a file.

/** As `retold.words` makes it of an element's `data-words`. */
interface RetoldWords {
  pieces: (key: string, values?: Record<string, any>) => (string | Node)[];
  text: (key: string, values?: Record<string, string | number>) => string;
  has: (key: string) => boolean;
}

interface RetoldQuestion {
  query: string;
  /** The last word may go on. */
  prefixLast: boolean;
  offset: number;
  limit: number;
  sort: string;
}

interface RetoldSearchListener {
  ready: (documents: number) => void;
  results: (question: RetoldQuestion, answer: RetoldAnswer) => void;
  facets: (query: string, facets: RetoldFacet[]) => void;
  edited: (query: string) => void;
  slow: () => void;
  failed: (cause: string, message: string, isOver: boolean) => void;
}

/** `Correction` of `retold-search`. */
interface RetoldCorrection {
  typed: string;
  used: string[];
}

/** `SearchResults` of `retold-search`. */
interface RetoldAnswer {
  total: number;
  unfiltered: number;
  hits: RetoldHit[];
  asked?: string[];
  complete?: number;
  filters?: { written: string; without: string }[];
  corrections?: RetoldCorrection[];
  did_you_mean?: RetoldCorrection[];
  wordless?: boolean;
  unknown?: string[];
  near?: RetoldCorrection[];
  pasted?: { counted: string[]; noise: [string, string][] };
}

/** `Hit` of `retold-search`. */
interface RetoldHit {
  id: string;
  url: string;
  title: string;
  date?: string;
  severity?: string;
  rank?: number;
  services?: string[];
  summary?: string;
  matched?: string[];
  marked_title?: string[];
  excerpt?: { anchor?: string; heading?: string; text: string[] };
}

/** `Facet` of `retold-search`. */
interface RetoldFacet {
  field: string;
  values: { label: string; filter: string; count: number; selected: boolean }[];
  others?: number;
}

/** What `search/precedents/` has of an incident. */
interface RetoldPrecedent {
  resolution?: string;
  open?: { title: string; owners?: string[]; due?: string; ticket?: string; link?: string }[];
  count?: number;
  times: number;
  before?: number;
}

interface RetoldSearchClient {
  open: () => void;
  runs: () => boolean;
  isBusy: () => boolean;
  ask: (question: RetoldQuestion) => void;
  countFacets: (question: RetoldQuestion) => void;
  edit: (query: string, filter: string) => void;
}

interface RetoldSearchResults {
  show: (query: string, offset: number, answer: RetoldAnswer) => void;
  say: (line: string) => void;
  explain: (cause: string, message?: string, isOver?: boolean) => void;
  shown: () => number;
  found: () => number;
  knowDocuments: (count: number) => void;
  settle: () => void;
}

interface RetoldSearchFilters {
  count: () => void;
  show: (query: string, facets: RetoldFacet[], found: number) => void;
  stop: () => void;
  open: () => void;
  clear: () => void;
}

interface Window {
  retold: {
    words: (element: HTMLElement) => RetoldWords;
    number: (count: number) => string;
    day: (iso: string) => string;
    element: <N extends keyof HTMLElementTagNameMap>(
      name: N, className?: string, ...content: (string | Node | undefined)[]
    ) => HTMLElementTagNameMap[N];
    button: (className: string, label: string, press: () => void) => HTMLButtonElement;
    searchClient: (form: HTMLFormElement, listener: RetoldSearchListener) => RetoldSearchClient;
    searchResults: (
      form: HTMLFormElement,
      words: RetoldWords,
      act: { replace: (typed: string, meant: string) => void; search: (query: string) => void; again: () => void },
    ) => RetoldSearchResults;
    searchFilters: (words: RetoldWords, act: { count: () => void; edit: (filter: string) => void }) => RetoldSearchFilters;
  };
  /** Of search-worker.js, in a page that was opened from a file. */
  retoldSearch: (port: { postMessage: (message: any) => void; onmessage: (event: { data: any }) => void }, files: unknown) => void;
  /** Of offline.js. */
  retoldOffline: unknown;
}
