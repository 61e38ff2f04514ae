/** Addresses of the pages of an environment. */
export const ENVIRONMENT_PAGE = '/environment.html';

/** The chat of one gossiper. */
export const gossiperAddress = (id: string): string => `/?${new URLSearchParams({ peer: id })}`;
