export function ignoreCase(root: string): () => void;
