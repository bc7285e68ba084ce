package io.dibs.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON Web Tokens, and what becomes of those who fail to sign in again and again. */
@ConformanceTest
class SignInIT {
    private static final int MORE_THAN_ANY_SERVER_FORGIVES = 30;

    private final Client administrator = Server.administrator();

    @RegisterExtension
    final Tasks tasks = new Tasks(administrator);

    @Test
    void a_token_signs_in() throws Exception {
        Client program = Server.bearer("valid");
        program.get("tasks?limit=1").ok();
        program.get("workers").problem(403);
        String task = tasks.of(program).completed();
        assertThat(program.get(task).ok().text("owner"))
                .isNotEqualTo(administrator.get(tasks.completed()).ok().text("owner"));
    }

    @Test
    void a_group_of_a_token_gives_a_role() throws Exception {
        Client viewer = Server.bearer("viewer");
        viewer.get(tasks.completed()).ok();
        viewer.get("workers").ok();
        viewer.get("audit").problem(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "other-issuer", "other-audience"})
    void a_token_that_does_not_count_is_refused(String kind) throws Exception {
        refused(Server.bearer(kind));
    }

    @Test
    void a_token_that_was_tampered_with_is_refused() throws Exception {
        String[] parts = Server.bearer("valid").authorization().orElseThrow().split("[ .]");
        String header = parts[1];
        String claims = parts[2];
        String signature = parts[3];
        String unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        refused(bearer(header + "." + claims + "." + turned(signature)));
        refused(bearer(header + "." + turned(claims) + "." + signature));
        refused(bearer(header + "." + claims + "."));
        refused(bearer(unsigned + "." + claims + "."));
        refused(bearer(header + "." + claims));
    }

    /** Other bytes of the same length. */
    private static String turned(String base64) {
        return new StringBuilder(base64).reverse().toString();
    }

    @Test
    void without_a_token_one_is_told_that_tokens_are_taken() throws Exception {
        Server.bearer("valid");
        refused(Server.nobody());
    }

    private static Client bearer(String token) {
        return new Client(Server.baseUri(), Optional.of("Bearer " + token));
    }

    /** Nothing but the status is for it, and it is told how to sign in. */
    private static void refused(Client client) throws Exception {
        Answer answer = client.get("tasks").problem(401);
        assertThat(answer.headers("WWW-Authenticate")).anyMatch(challenge -> challenge.startsWith("Bearer "));
        client.get("status").ok();
    }

    @Test
    void who_fails_too_often_has_to_wait_and_others_have_not() throws Exception {
        Client guesser = new Client(Server.baseUri(), Optional.of(Client.basic(Tasks.name(), "wrong")));
        Answer answer = throttled(guesser, "GET", "tasks");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        throttled(guesser, "DELETE", "tasks/not-an-id");
        throttled(guesser, "GET", "events");
        guesser.get("status").ok();
        administrator.get("tasks?limit=1").ok();
    }

    /** The first answer that is not to a guess any more. */
    private static Answer throttled(Client guesser, String method, String path) throws Exception {
        Answer answer = guesser.send(method, path, Map.of());
        for (int i = 0; i < MORE_THAN_ANY_SERVER_FORGIVES && answer.status() == 401; i++) {
            answer = guesser.send(method, path, Map.of());
        }
        return answer.problem(429);
    }
}
