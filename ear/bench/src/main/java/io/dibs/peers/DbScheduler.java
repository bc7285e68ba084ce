package io.dibs.peers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** db-scheduler on PostgreSQL, with its faster way of polling, lock and fetch, as its manual sets that for many jobs. */
final class DbScheduler implements Peer {
    private static final String TABLE = """
            create table scheduled_tasks (
              task_name text not null, task_instance text not null, task_data bytea,
              execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
              last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
              last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)
            """;

    private final EmbeddedPostgres postgres;
    private final HikariDataSource connections = new HikariDataSource();
    private final OneTimeTask<Void> nothing = Tasks.oneTime("nothing").execute((instance, context) -> Jobs.done());

    DbScheduler() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        connections.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        connections.setMaximumPoolSize(100);
        execute(TABLE);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public int jobs() {
        return 4_000;
    }

    @Override
    public double drain(int workers) throws Exception {
        execute("truncate scheduled_tasks");
        Scheduler scheduler = Scheduler.create(connections, nothing)
                .threads(workers)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        List<TaskInstance<?>> all = IntStream.range(0, jobs())
                .<TaskInstance<?>>mapToObj(i -> nothing.instance(Integer.toString(i)))
                .toList();
        scheduler.scheduleBatch(all, Instant.now());
        Jobs.expect(jobs());
        long start = System.nanoTime();
        scheduler.start();
        try {
            return Jobs.perSecond(jobs(), start);
        } finally {
            scheduler.stop();
        }
    }

    @Override
    public void close() throws IOException {
        connections.close();
        postgres.close();
    }
}
