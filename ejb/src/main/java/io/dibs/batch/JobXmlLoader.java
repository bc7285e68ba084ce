package io.dibs.batch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * A context class loader that gives the batch runtime another definition of one job, once. It is the thread's only until
 * then: what the runtime carries to the job's own threads is the loader that was there before.
 */
final class JobXmlLoader extends ClassLoader {
    private final String path;
    private final byte[] definition;

    JobXmlLoader(ClassLoader before, String path, byte[] definition) {
        super(before);
        this.path = path;
        this.definition = definition;
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (!name.equals(path)) {
            return super.getResourceAsStream(name);
        }
        leave();
        return new ByteArrayInputStream(definition);
    }

    void enter() {
        Thread.currentThread().setContextClassLoader(this);
    }

    void leave() {
        Thread thread = Thread.currentThread();
        if (thread.getContextClassLoader() == this) {
            thread.setContextClassLoader(getParent());
        }
    }
}
