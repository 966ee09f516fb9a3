/** How deep values may be nested: far deeper than a person writes. What reads a definition recurses. */
export const maxNesting = 500;

/** The help line where values are nested deeper. */
export const nestingHelp = `values can be nested ${maxNesting} levels deep`;
