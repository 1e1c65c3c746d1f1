// One of undici's files alone: the whole of it brings caches, mocks and sockets that the proxy does not use.

declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';

  export default Pool;
}
