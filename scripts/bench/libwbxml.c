/* Measures libwbxml in one process: decode to its tree, and encode that tree again.
   Usage: libwbxml FILE SECONDS. Prints "decode <documents per second>" and "encode <documents per second>".
   Declares what it calls itself, so that the library is enough and its headers are not needed. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ACTIVESYNC 2402
#define UTF_8 106
#define VERSION_1_3 3

typedef int (*decode_tree)(unsigned char *, unsigned long, int, int, void **);
typedef void (*destroy_tree)(void *);
typedef void *(*create_encoder)(void);
typedef void (*destroy_encoder)(void *);
typedef void (*set_tree)(void *, void *);
typedef int (*encode_tree)(void *, unsigned char **, unsigned long *);
typedef void (*set_flag)(void *, unsigned char);

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *need(void *library, const char *name) {
  void *symbol = dlsym(library, name);
  if (symbol == NULL) {
    fprintf(stderr, "this libwbxml does not export %s\n", name);
    exit(1);
  }
  return symbol;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (file == NULL) return 2;
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc((size_t)length);
  if (bytes == NULL || fread(bytes, 1, (size_t)length, file) != (size_t)length) return 2;
  double seconds = atof(argv[2]);

  void *library = dlopen("libwbxml2.so.1", RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  decode_tree from_wbxml = (decode_tree)need(library, "wbxml_tree_from_wbxml");
  destroy_tree free_tree = (destroy_tree)need(library, "wbxml_tree_destroy");
  void *tree = NULL;
  unsigned long count = 0;
  double start = now();
  do {
    tree = NULL;
    if (from_wbxml(bytes, (unsigned long)length, ACTIVESYNC, UTF_8, &tree) != 0) {
      fprintf(stderr, "libwbxml refused the document\n");
      return 1;
    }
    free_tree(tree);
    count++;
  } while (now() - start < seconds);
  printf("decode %.3f\n", (double)count / (now() - start));

  create_encoder create = (create_encoder)need(library, "wbxml_encoder_create_real");
  destroy_encoder destroy = (destroy_encoder)need(library, "wbxml_encoder_destroy");
  set_tree give = (set_tree)need(library, "wbxml_encoder_set_tree");
  encode_tree encode = (encode_tree)need(library, "wbxml_encoder_encode_tree_to_wbxml");
  set_flag use_table = (set_flag)need(library, "wbxml_encoder_set_use_strtbl");
  from_wbxml(bytes, (unsigned long)length, ACTIVESYNC, UTF_8, &tree);
  count = 0;
  start = now();
  do {
    unsigned char *out = NULL;
    unsigned long written = 0;
    void *encoder = create();
    give(encoder, tree);
    use_table(encoder, 0);
    if (encode(encoder, &out, &written) != 0) {
      fprintf(stderr, "libwbxml did not encode its tree\n");
      return 1;
    }
    free(out);
    destroy(encoder);
    count++;
  } while (now() - start < seconds);
  printf("encode %.3f\n", (double)count / (now() - start));
  return 0;
}
