package io.dibs.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import jakarta.json.Json;
import jakarta.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/writing-tasks.md} holds: its files and its commands make an EAR whose task runs as it says there. */
@Timeout(600)
class WritingTasksIT {
    private static final String BASE_ON_PAGE = "http://127.0.0.1:8080/acme/";
    private static final Path DIBS = Path.of("..", "..");

    private static MarkdownPage page;
    private static Path project;

    @TempDir
    Path data;

    @BeforeAll
    static void build(@TempDir Path folder) throws Exception {
        page = MarkdownPage.read(DIBS.resolve("docs").resolve("writing-tasks.md"));
        project = folder.resolve("acme");
        page.writeFiles(project);
        Path original = Path.of(System.getProperty("dibs.local-repository"));
        try (LinkedRepository repository = LinkedRepository.create(folder.resolve("repository"), original)) {
            addDibs(repository);
            MavenProcess.run(project, repository, page.argumentsOf("mvn "));
        }
    }

    private static void addDibs(LinkedRepository repository) throws IOException {
        String version = System.getProperty("dibs.version");
        repository.add("dibs-parent", version, "pom", DIBS.resolve("pom.xml"));
        for (Map.Entry<String, String> module :
                Map.of("ejb", "jar", "web", "war").entrySet()) {
            String artifact = "dibs-" + module.getKey();
            Path folder = DIBS.resolve(module.getKey());
            repository.add(artifact, version, "pom", folder.resolve("pom.xml"));
            String file = artifact + "-" + version + "." + module.getValue();
            repository.add(
                    artifact,
                    version,
                    module.getValue(),
                    folder.resolve("target").resolve(file));
        }
    }

    @Test
    void the_task_of_the_page_runs_as_the_page_says() throws Exception {
        List<String> options = new ArrayList<>(page.argumentsOf("java -jar dibs-micro.jar "));
        options.replaceAll(
                option -> option.endsWith(".ear") ? project.resolve(option).toString() : option);
        try (MicroProcess micro = MicroProcess.startAsShipped(data, options.toArray(String[]::new))) {
            URI base = micro.baseUri();
            String password = Files.readString(data.resolve("admin-password")).strip();
            RestApi api = new RestApi(base).as(TestUsers.basic("admin", password));
            JsonObject expected =
                    Json.createReader(new StringReader(page.answers().get(0))).readObject();

            String task = new RestApi.Answer(Http.send(CurlCommand.request(
                            page.argumentsOf("curl "), text -> text.replace(BASE_ON_PAGE, base.toString())
                                    .replace("$(cat .dibs/admin-password)", password))))
                    .task();

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(api.get(task).ok().json()).containsAllEntriesOf(expected));
        }
    }

    /** Versions that Dibs manages for itself have to reach those who depend on it, too. */
    @Test
    void the_ear_of_the_page_has_the_libraries_of_the_ear_of_dibs() throws Exception {
        assertThat(libraries(project.resolve("ear").resolve("target").resolve("acme.ear")))
                .isEqualTo(libraries(Path.of(System.getProperty("dibs.ear"))));
    }

    private static Set<String> libraries(Path ear) throws IOException {
        try (ZipFile file = new ZipFile(ear.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith("lib/") && name.endsWith(".jar"))
                    .collect(Collectors.toSet());
        }
    }
}
