package io.dibs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.dibs.TaskState;
import io.dibs.web.Api.Answer;
import io.dibs.web.json.PageJson;
import io.dibs.web.json.TaskJson;
import io.dibs.web.openapi.Description;
import io.dibs.web.openapi.Endpoint;
import io.dibs.web.openapi.SchemaComparison;
import io.dibs.web.security.Refusal;
import io.swagger.v3.oas.models.media.Schema;

/** The description of the API, in {@code openapi.yaml} and in {@code docs/rest.md}, says what the API is. */
class OpenApiTest {
    private static final Description DESCRIPTION = Description.read();
    private static final List<Endpoint> ENDPOINTS = Endpoint.all();
    private static final Refusal TOO_OFTEN = new Refusal("There were too many failures to sign in.", Optional.of(7L));

    private final FakeDibs dibs = new FakeDibs();
    private final Api api = new Api(dibs);

    @Test
    void it_is_a_valid_document() {
        assertThat(DESCRIPTION.mistakes()).isEmpty();
    }

    @Test
    void it_has_every_method_of_every_path_and_no_other() {
        assertThat(DESCRIPTION.operations().keySet())
                .isEqualTo(ENDPOINTS.stream().map(Endpoint::toString).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void it_has_every_parameter_of_a_path() {
        for (Endpoint endpoint : ENDPOINTS) {
            Set<String> inTemplate = names(Pattern.compile("\\{(\\w+)}"), endpoint.path());
            assertThat(described(endpoint).parameters("path"))
                    .as(endpoint.toString())
                    .isEqualTo(inTemplate);
        }
    }

    /** An endpoint that refuses a parameter tells which it knows. */
    @Test
    void it_has_every_parameter_of_a_query() {
        for (Endpoint endpoint : ENDPOINTS) {
            Set<String> described = described(endpoint).parameters("query");
            assertThat(described)
                    .as(endpoint.toString())
                    .containsAll(refusal(endpoint, "no_such_parameter").orElse(Set.of()));
            for (String name : described) {
                assertThat(refusal(endpoint, name)).as(endpoint + " " + name).isEmpty();
            }
        }
    }

    /** The parameters that there are, if this is refused as none of them. */
    private Optional<Set<String>> refusal(Endpoint endpoint, String parameter) {
        Answer answer = ask(api, endpoint, "?" + parameter + "=1");
        if (answer.status() != 400 || !answer.json().getString("detail").startsWith("There is no parameter")) {
            return Optional.empty();
        }
        String detail = answer.json().getString("detail");
        int list = detail.indexOf("there are ");
        return Optional.of(list < 0 ? Set.of() : names(Pattern.compile("(\\w+)[,.]"), detail.substring(list)));
    }

    @Test
    void it_has_every_status_that_is_answered() {
        FakeDibs away = new FakeDibs();
        away.connected = false;
        Map<String, Api> callers = Map.of(
                "administrator",
                api,
                "user",
                api.as(SignedIn.as("ann")),
                "nobody",
                api.as(SignedIn.NOBODY),
                "guesser",
                api.refused(TOO_OFTEN),
                "administrator without Redis",
                new Api(away));
        for (Endpoint endpoint : ENDPOINTS) {
            for (TaskState state : List.of(TaskState.RUNNING, TaskState.CANCELING, TaskState.COMPLETED)) {
                callers.forEach((caller, as) -> {
                    dibs.tasks.put(Samples.id(1), Samples.task(Samples.id(1), state));
                    for (String query : List.of("", "?no_such_parameter=1")) {
                        assertThat(described(endpoint).statuses())
                                .as("%s by %s, %s%s", endpoint, caller, state, query)
                                .contains(
                                        String.valueOf(ask(as, endpoint, query).status()));
                    }
                });
            }
            if (described(endpoint).body().isPresent()) {
                assertThat(described(endpoint).statuses())
                        .as(endpoint.toString())
                        .contains("400", "413", "415");
            }
        }
    }

    @Test
    void who_has_failed_too_often_is_answered_so_wherever_it_says_so_and_nowhere_else() {
        for (Endpoint endpoint : ENDPOINTS) {
            assertThat(ask(api.refused(TOO_OFTEN), endpoint, "").status() == 429)
                    .as(endpoint.toString())
                    .isEqualTo(described(endpoint).statuses().contains("429"));
        }
    }

    @Test
    void it_has_every_field_that_is_written_or_read() {
        SchemaComparison comparison = new SchemaComparison(DESCRIPTION);
        for (Endpoint endpoint : ENDPOINTS) {
            Description.Described operation = described(endpoint);
            operation
                    .answers()
                    .forEach(schema -> comparison.compare(
                            endpoint.toString(), type(endpoint.method().getGenericReturnType(), schema), schema));
            endpoint.body()
                    .ifPresent(body -> comparison.compare(
                            endpoint + " body", body, operation.body().orElseThrow()));
        }
        assertThat(comparison.differences()).isEmpty();
        assertThat(Endpoint.classes()
                        .filter(type -> type.isRecord()
                                && type.getPackage().equals(TaskJson.class.getPackage())
                                && type.getName().contains("Json")))
                .as("records that no operation is described to answer")
                .isSubsetOf(comparison.compared());
    }

    /** What a method returns; where it returns a response, or some fields of a record, the record that bears the schema's name. */
    private static Type type(Type returned, Schema<?> schema) {
        boolean says = returned instanceof ParameterizedType generic
                && generic.getRawType() == PageJson.class
                && generic.getActualTypeArguments()[0] != Object.class;
        if (says || returned instanceof Class<?> plain && plain.isRecord()) {
            return returned;
        }
        String ref = Optional.ofNullable(schema.get$ref()).orElseThrow();
        String name = ref.substring(ref.lastIndexOf('/') + 1);
        return name.endsWith("Page") ? page(record(name.substring(0, name.length() - 4))) : record(name);
    }

    private static Class<?> record(String schema) {
        try {
            return Class.forName(TaskJson.class.getPackageName() + "." + schema + "Json");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("There is no record for the schema " + schema + ".", e);
        }
    }

    private static ParameterizedType page(Class<?> of) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {of};
            }

            @Override
            public Type getRawType() {
                return PageJson.class;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }
        };
    }

    @Test
    void the_page_about_it_has_every_operation_parameter_and_field() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "rest.md"));
        Map<String, Set<String>> missing = new TreeMap<>();
        DESCRIPTION.operations().forEach((name, operation) -> {
            Set<String> absent = new TreeSet<>(operation.parameters("query"));
            absent.removeIf(parameter -> isWord(page, parameter));
            if (!Pattern.compile("[`/ ]" + Pattern.quote(name) + "[`? ]")
                    .matcher(page)
                    .find()) {
                absent.add("the operation itself");
            }
            missing.put(name, absent);
        });
        for (String name : DESCRIPTION.schemas()) {
            Optional.<Map<String, ?>>ofNullable(DESCRIPTION.schema(name).getProperties())
                    .ifPresent(fields -> missing.put(
                            name,
                            fields.keySet().stream()
                                    .filter(field -> !isWord(page, field))
                                    .collect(Collectors.toSet())));
        }
        missing.values().removeIf(Set::isEmpty);
        assertThat(missing).isEmpty();
    }

    private static boolean isWord(String page, String name) {
        return Pattern.compile("(?<![A-Za-z_])" + name + "(?![A-Za-z_])")
                .matcher(page)
                .find();
    }

    /**
     * It would describe them once more, by what it finds in the classes. The application's class stays: it has the path
     * below which the plugins' are.
     */
    @Test
    void the_server_is_told_to_leave_out_what_the_document_has() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            settings.load(in);
        }
        assertThat(ENDPOINTS.stream()
                        .map(endpoint -> endpoint.method().getDeclaringClass().getName())
                        .distinct())
                .containsExactlyInAnyOrder(
                        settings.getProperty("mp.openapi.scan.exclude.classes").split(","));
        assertThat(settings).doesNotContainKey("mp.openapi.scan.exclude.packages");
    }

    @Test
    void tests_ask_an_api_that_has_every_endpoint() {
        for (Endpoint endpoint : ENDPOINTS) {
            Answer answer = api.send("OPTIONS", filled(endpoint.path()), null, null);
            assertThat(answer.header("Allow")).as(endpoint.toString()).contains(endpoint.verb());
        }
    }

    private Answer ask(Api as, Endpoint endpoint, String query) {
        boolean hasBody = described(endpoint).body().isPresent();
        return as.send(
                endpoint.verb(),
                filled(endpoint.path()) + query,
                hasBody ? "application/json" : null,
                hasBody ? "{\"state\": \"canceled\"}" : null);
    }

    private static String filled(String path) {
        return path.replace("{id}", Samples.id(1).toString()).replaceAll("\\{\\w+}", "a");
    }

    private static Description.Described described(Endpoint endpoint) {
        return DESCRIPTION.operations().get(endpoint.toString());
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
