// The header by which a page and the proxy know a visitor again: the proxy gives it, the page sends
// it with each request after the first. It is no key: it opens nothing but the visitor's own objects.

export const visitorHeader = 'Sandshell-Visitor';
