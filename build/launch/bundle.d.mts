export declare function ensureBuilt(node: string): Promise<string | null>;
