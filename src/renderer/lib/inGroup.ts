import { FIRST_PEER } from '../../api/groups.ts';

/** Under which name the browser keeps a thing of a conversation: the first group's are called as before there were several. */
export const inGroup = (group: string, thing: string): string => (group === FIRST_PEER ? thing : `${thing}@${group}`);
