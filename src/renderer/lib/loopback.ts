/** Whether only programs on this machine reach an address (ip:port). */
export const isLoopback = (address: string): boolean => /^(127\.[\d.]+|\[::1\]|localhost):\d+$/.test(address);
