package io.dibs.conformance;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that there are not, or that have a value which they cannot have, of all that takes any. */
@ConformanceTest
class ParametersIT {
    private final Client client = Server.administrator();

    @ParameterizedTest
    @CsvSource({
        "tasks?colour=red, colour",
        "tasks?limit=1&colour=red, colour",
        "tasks?state=asleep, state",
        "tasks?state=, state",
        "tasks?state=COMPLETED, state",
        "tasks?limit=0, limit",
        "tasks?limit=1001, limit",
        "tasks?limit=-1, limit",
        "tasks?limit=1.0, limit",
        "tasks?limit=1e2, limit",
        "tasks?limit=0x10, limit",
        "tasks?limit=NaN, limit",
        "tasks?limit=99999999999999999999, limit",
        "tasks?limit=%D9%A1, limit",
        "tasks?limit=%201, limit",
        "tasks?limit=, limit",
        "tasks?limit=1&limit=1, limit",
        "tasks?state=completed&state=asleep, state",
        "tasks?name=, name",
        "tasks?name=a&name=, name",
        "tasks?queue=, queue",
        "tasks?worker=, worker",
        "tasks?resource=, resource",
        "tasks?exclusive_resource=, exclusive_resource",
        "tasks?shared_resource=, shared_resource",
        "tasks?created_after=yesterday, created_after",
        "tasks?created_before=2026-11-24, created_before",
        "tasks?started_after=2026-11-24T03:10:05, started_after",
        "tasks?started_before=2026-13-01T00:00:00Z, started_before",
        "tasks?finished_after=1795546491, finished_after",
        "tasks?finished_before=, finished_before",
        "tasks?created_after=2026-11-24T03:10:05Z&created_after=2026-11-24T03:10:05Z, created_after",
        "tasks?group=, group",
        "tasks?group=a&group=b, group",
        "tasks?parent=, parent",
        "tasks?parent=x, parent",
        "tasks?parent=/dibs/api/v1/tasks/x, parent",
        "tasks?correlation_id=, correlation_id",
        "tasks?owner=, owner",
        "tasks?owner=a&owner=b, owner",
        "tasks?schedule=, schedule",
        "tasks?order=, order",
        "tasks?order=name, order",
        "tasks?order=created_at&order=created_at, order",
        "tasks?order=%2Bcreated_at, order",
        "tasks?offset=-1, offset",
        "tasks?offset=x, offset",
        "tasks?offset=1000000000, offset",
        "tasks?cursor=, cursor",
        "tasks?cursor=x, cursor",
        "tasks?cursor=n9zz.zz, cursor",
        "tasks?task_group=a, task_group",
        "task-groups?colour=red, colour",
        "task-groups?limit=0, limit",
        "task-groups?offset=-1, offset",
        "task-schedules?limit=0, limit",
        "task-schedules?limit=1001, limit",
        "task-schedules?offset=-1, offset",
        "task-schedules?offset=10001, offset",
        "task-schedules?colour=red, colour",
        "task-schedules/x?colour=red, colour",
        "events?colour=red, colour",
        "events?state=asleep, state",
        "events?parent_task=x, parent_task",
        "events?last_event_id=x, last_event_id",
        "events?queue=, queue",
        "events?name=a&name=b, name",
        "workers?limit=1, limit",
        "workers/x?y=1, y",
        "audit?limit=1, limit",
        "resources, name",
        "resources?name=, name",
        "resources?name=a&name=b, name",
        "resources?name=a&limit=0, limit",
        "resources/a?limit=x, limit",
        "resources/a?name=b, name"
    })
    void a_parameter_that_is_wrong_is_named(String path, String field) throws Exception {
        client.get(path).problem(400, field);
    }

    @Test
    void a_parameter_is_not_given_more_than_a_hundred_times() throws Exception {
        client.get("tasks?limit=1" + "&name=a".repeat(100)).ok();
        for (String name : new String[] {"state", "name", "queue", "worker", "resource", "shared_resource"}) {
            String value = name.equals("state") ? "failed" : "a";
            client.get("tasks?limit=1" + ("&" + name + "=" + value).repeat(101)).problem(400, name);
        }
    }
}
