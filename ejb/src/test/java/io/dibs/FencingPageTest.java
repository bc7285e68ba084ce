package io.dibs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/fencing.md} holds: its SQL and its classes are used here as they are there. */
@Timeout(60)
class FencingPageTest {
    private static final Pattern FILE = Pattern.compile("(?ms)^`([^`\n]+)`\n+^```\\w+\n(.*?)^```$");
    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="stock" transaction-type="RESOURCE_LOCAL">
                <class>com.acme.stock.Item</class>
              </persistence-unit>
            </persistence>
            """;

    /** Does what the container does: injects, and puts a transaction around each call of the other bean. */
    private static final String CONTAINER = """
            package com.acme.stock;

            public class Container {
                public static void run(
                        jakarta.persistence.EntityManager database,
                        io.dibs.TaskContext context,
                        java.util.function.IntSupplier shelf) {
                    Stock stock = new Stock() {
                        @Override
                        public void enter(String item, long token) {
                            transaction(() -> super.enter(item, token));
                        }

                        @Override
                        public void count(String item, int quantity, long token) {
                            transaction(() -> super.count(item, quantity, token));
                        }

                        private void transaction(Runnable work) {
                            database.getTransaction().begin();
                            try {
                                work.run();
                                database.getTransaction().commit();
                            } finally {
                                if (database.getTransaction().isActive()) {
                                    database.getTransaction().rollback();
                                }
                            }
                        }
                    };
                    stock.database = database;
                    Stocktaking task = new Stocktaking();
                    task.context = context;
                    task.stock = stock;
                    task.shelf = item -> shelf.getAsInt();
                    task.run("screw");
                }
            }
            """;

    private static final Map<String, String> FILES = new HashMap<>();
    private static URLClassLoader page;
    private static ClassLoader before;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private Connection connection;
    private EntityManagerFactory factory;

    @BeforeAll
    static void compile(@TempDir Path folder) throws Exception {
        String text = Files.readString(Path.of("..", "docs", "fencing.md"));
        for (Matcher file = FILE.matcher(text); file.find(); ) {
            FILES.put(file.group(1), file.group(2));
        }
        FILES.put("com/acme/stock/Container.java", CONTAINER);
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
        arguments.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "-Xlint:all,-processing,-path", "-Werror"));
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            if (file.getKey().endsWith(".java")) {
                Path source = folder.resolve(file.getKey());
                Files.createDirectories(source.getParent());
                Files.writeString(source, file.getValue());
                arguments.add(source.toString());
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .as("status of the compiler, which says more")
                .isZero();
        Path unit = folder.resolve("META-INF").resolve("persistence.xml");
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, PERSISTENCE);
        before = Thread.currentThread().getContextClassLoader();
        page = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before);
    }

    @AfterAll
    static void unload() throws Exception {
        page.close();
    }

    @BeforeEach
    void open() throws Exception {
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(FILES.get("schema.sql"));
            statement.execute("insert into item (name, quantity) values ('screw', 100)");
        }
        Thread.currentThread().setContextClassLoader(page);
        factory = Persistence.createEntityManagerFactory(
                "stock",
                Map.of(
                        "jakarta.persistence.jdbc.url", url,
                        "jakarta.persistence.jdbc.driver", "org.h2.Driver",
                        "eclipselink.weaving", "false",
                        "eclipselink.logging.level", "WARNING"));
    }

    @AfterEach
    void close() throws Exception {
        factory.close();
        Thread.currentThread().setContextClassLoader(before);
        connection.close();
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url + ";LOCK_TIMEOUT=20000");
    }

    @Test
    void the_statement_refuses_a_smaller_token_only() throws Exception {
        assertThat(change(connection, 90, 7)).isEqualTo(1);
        assertThat(change(connection, 91, 7)).isEqualTo(1);
        assertThat(change(connection, 10, 6)).isZero();
        assertThat(change(connection, 92, 8)).isEqualTo(1);
        assertThat(change(connection, 10, 7)).isZero();
        assertThat(quantity()).isEqualTo(92);
    }

    @Test
    void of_two_that_come_at_once_the_larger_token_wins_whoever_was_first() throws Exception {
        assertThat(second(8, 7))
                .as("rows that an older one changes that came second")
                .isZero();
        assertThat(quantity()).isEqualTo(8);
        assertThat(second(9, 10))
                .as("rows that a newer one changes that came second")
                .isEqualTo(1);
        assertThat(quantity()).isEqualTo(10);
    }

    /** Has one transaction wait for the lock of another; gives how many rows it changed. Writes the tokens as quantities. */
    private int second(int firstToken, int secondToken) throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection first = connect();
                Connection second = connect()) {
            first.setAutoCommit(false);
            assertThat(change(first, firstToken, firstToken)).isEqualTo(1);
            Future<Integer> waiting = threads.submit(() -> change(second, secondToken, secondToken));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::somebodyIsBlocked);
            first.commit();
            return waiting.get();
        } finally {
            threads.shutdown();
        }
    }

    private boolean somebodyIsBlocked() throws SQLException {
        return number("select count(*) from information_schema.sessions where blocker_id is not null") > 0;
    }

    private static int change(Connection connection, int quantity, long token) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(FILES.get("change.sql"))) {
            change.setInt(1, quantity);
            change.setLong(2, token);
            change.setString(3, "screw");
            change.setLong(4, token);
            return change.executeUpdate();
        }
    }

    private int quantity() throws SQLException {
        return number("select quantity from item");
    }

    private int number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void a_zombie_is_refused_once_its_successor_has_entered() throws Exception {
        refused(
                7,
                () -> { // The first execution is suspended while it counts.
                    assertThatThrownBy(() -> run(8, () -> {
                                throw new IllegalStateException("The shelf is closed.");
                            }))
                            .hasMessage("The shelf is closed.");
                    return 10;
                });
        assertThat(quantity()).isEqualTo(100);
    }

    @Test
    void a_zombie_changes_nothing_after_its_successor() throws Exception {
        refused(7, () -> {
            run(8, () -> 98);
            return 10;
        });
        assertThat(quantity()).isEqualTo(98);
    }

    @Test
    void one_that_comes_too_late_does_not_begin() throws Exception {
        run(8, () -> 98);
        refused(7, () -> {
            throw new AssertionError("It counts.");
        });
        run(8, () -> 97);
        assertThat(quantity()).isEqualTo(97);
    }

    private static void run(EntityManagerFactory factory, long token, IntSupplier shelf) {
        TaskContext context = (TaskContext)
                Proxy.newProxyInstance(page, new Class<?>[] {TaskContext.class}, (proxy, method, arguments) -> token);
        try (EntityManager database = factory.createEntityManager()) {
            page.loadClass("com.acme.stock.Container")
                    .getMethod("run", EntityManager.class, TaskContext.class, IntSupplier.class)
                    .invoke(null, database, context, shelf);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the task of the page as an execution with this token. */
    private void run(long token, IntSupplier shelf) {
        run(factory, token, shelf);
    }

    private void refused(long token, IntSupplier shelf) {
        assertThatThrownBy(() -> run(token, shelf)).hasMessageContaining("larger token than " + token);
    }
}
