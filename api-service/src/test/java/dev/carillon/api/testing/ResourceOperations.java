package dev.carillon.api.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.TreeSet;

/** The operations that the service's resources have, read off their annotations. */
public final class ResourceOperations {

    private ResourceOperations() {}

    /** Each as its method and its path, such as {@code GET /v1/jobs}. */
    public static Set<String> all() {
        Set<String> operations = new TreeSet<>();
        for (JavaClass resource : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.carillon.api")) {
            if (resource.isAnnotatedWith(Path.class)) {
                String path = resource.getAnnotationOfType(Path.class).value();
                resource.getMethods().forEach(method -> add(operations, path, method));
            }
        }
        return operations;
    }

    private static void add(Set<String> operations, String path, JavaMethod method) {
        String own = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .forEach(type -> operations.add(
                        type.getAnnotationOfType(HttpMethod.class).value() + " " + path + own));
    }
}
