package io.dibs.example.file.model;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The plugin's database, empty and in memory, with the persistence provider of the platform and no container. */
final class TestDatabase implements AfterEachCallback {
    private final EntityManagerFactory factory;
    final EntityManager entities;

    TestDatabase() {
        this("jdbc:h2:mem:" + UUID.randomUUID());
    }

    TestDatabase(String url) {
        factory = Persistence.createEntityManagerFactory(
                "dibs-file",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.jdbc.url", url,
                        "jakarta.persistence.jdbc.driver", "org.h2.Driver",
                        "eclipselink.logging.level", "WARNING"));
        entities = factory.createEntityManager();
    }

    Fence fence() {
        Fence fence = new Fence();
        fence.database = entities;
        return fence;
    }

    Remotes remotes() {
        Remotes remotes = new Remotes();
        remotes.database = entities;
        return remotes;
    }

    Repositories repositories() {
        Repositories repositories = new Repositories();
        repositories.database = entities;
        repositories.fence = fence();
        return repositories;
    }

    Contents contents() {
        Contents contents = new Contents();
        contents.database = entities;
        return contents;
    }

    Versions versions() {
        Versions versions = new Versions();
        versions.database = entities;
        versions.contents = contents();
        versions.fence = fence();
        return versions;
    }

    /** Does what the container does around a method with {@code @Transactional}. */
    <T> T transaction(Callable<T> work) throws Exception {
        entities.getTransaction().begin();
        try {
            T result = work.call();
            entities.getTransaction().commit();
            return result;
        } finally {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.clear();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        entities.close();
        factory.close();
    }
}
