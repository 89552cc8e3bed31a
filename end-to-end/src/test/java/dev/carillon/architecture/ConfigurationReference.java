package dev.carillon.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The reference of settings, read from the source: each {@code @ConfigMapping} interface is a group, each of its methods a
 * setting, and its Javadoc is the explanation. So the document cannot say something else than the code.
 */
final class ConfigurationReference {

    /**
     * The settings of one interface.
     *
     * @param prefix what the names of its properties start with
     * @param explanation what they are about
     * @param settings in the order of the source
     */
    record Group(String prefix, String explanation, List<Setting> settings) {}

    /**
     * One setting.
     *
     * @param property its name
     * @param byDefault its value when nobody sets it, as it is written
     * @param explanation what it does
     */
    record Setting(String property, Optional<String> byDefault, String explanation) {

        /** The name in the environment, as MicroProfile Config derives it. */
        String environmentName() {
            return property.replaceAll("<([a-z]+)>", "$1")
                    .replaceAll("[^A-Za-z0-9]", "_")
                    .toUpperCase(Locale.ROOT);
        }
    }

    private ConfigurationReference() {}

    /** The groups of one module, by prefix. */
    static List<Group> of(Path sources) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(ConfigurationReference::holdsMapping)
                    .toList();
        }
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            List<Group> groups = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                unit.getTypeDecls().stream()
                        .filter(ClassTree.class::isInstance)
                        .map(ClassTree.class::cast)
                        .flatMap(type -> group(DocTrees.instance(task), unit, type).stream())
                        .forEach(groups::add);
            }
            groups.sort(Comparator.comparing(Group::prefix));
            return groups;
        }
    }

    private static boolean holdsMapping(Path file) {
        try {
            return Files.readString(file).contains("@ConfigMapping(");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Group> group(DocTrees docs, CompilationUnitTree unit, ClassTree type) {
        return annotation(type.getModifiers(), "ConfigMapping").map(prefix -> {
            TreePath path = new TreePath(new TreePath(unit), type);
            List<Setting> settings = new ArrayList<>();
            collect(docs, path, prefix, settings);
            return new Group(prefix, explanation(docs, path), settings);
        });
    }

    private static void collect(DocTrees docs, TreePath typePath, String prefix, List<Setting> settings) {
        ClassTree type = (ClassTree) typePath.getLeaf();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getReturnType() != null && method.getBody() == null) {
                TreePath path = new TreePath(typePath, method);
                String name = isNamedAsParent(method)
                        ? prefix
                        : prefix + "."
                                + annotation(method.getModifiers(), "WithName")
                                        .orElseGet(() ->
                                                hyphenated(method.getName().toString()));
                String returned = method.getReturnType().toString();
                String property = returned.startsWith("Map<") ? name + ".<name>" : name;
                Optional<ClassTree> nested = nested(type, returned);
                if (nested.isPresent()) {
                    collect(docs, new TreePath(typePath, nested.get()), property, settings);
                } else {
                    settings.add(new Setting(
                            property, annotation(method.getModifiers(), "WithDefault"), explanation(docs, path)));
                }
            }
        }
    }

    private static boolean isNamedAsParent(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals("WithParentName"));
    }

    private static Optional<ClassTree> nested(ClassTree type, String returned) {
        return type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .filter(inner -> inner.getKind() == Tree.Kind.INTERFACE)
                .filter(inner -> returned.matches(".*\\b" + inner.getSimpleName() + "\\b.*"))
                .findFirst();
    }

    /** The one text value of an annotation. */
    private static Optional<String> annotation(ModifiersTree modifiers, String name) {
        return modifiers.getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .findFirst()
                .map(AnnotationTree::getArguments)
                .filter(arguments -> !arguments.isEmpty())
                .map(List::getFirst)
                .map(ConfigurationReference::text);
    }

    private static String text(ExpressionTree argument) {
        ExpressionTree value = argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : value.toString();
    }

    private static String explanation(DocTrees docs, TreePath path) {
        DocCommentTree comment = docs.getDocCommentTree(path);
        if (comment == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        comment.getFullBody().forEach(text::append);
        return text.toString()
                .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@link(?:plain)?\\s+[^} ]*\\s+([^}]*)}", "$1")
                .replaceAll("\\{@link\\s+(?:[\\w.]*[#.])?([^}]*)}", "`$1`")
                .replaceAll("</?p>", " ")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
