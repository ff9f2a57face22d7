import { api } from "~/trpc/server";

export default async function Home() {
  const hello = await api.article.hello({ text: "from tRPC" });
  const teams = await api.team.list();
  return `${hello.greeting}, ${teams.join(" and ")}`;
}
