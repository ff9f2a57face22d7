import { createCaller } from "~/server/api/root";
import { createTRPCContext } from "~/server/api/trpc";

const createContext = () => createTRPCContext({ headers: new Headers() });

/** Calls the server from the server. */
export const api = createCaller(createContext);
