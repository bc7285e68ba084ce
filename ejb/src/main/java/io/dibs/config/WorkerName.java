package io.dibs.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of a worker: {@code %p} stands for the process id and {@code %h} for the host's name. */
final class WorkerName {
    private WorkerName() {}

    static String expand(String template) {
        return template.replace("%p", Long.toString(ProcessHandle.current().pid()))
                .replace("%h", host());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
