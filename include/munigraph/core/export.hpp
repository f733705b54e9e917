#pragma once

// What a shared library shows, and nothing else of it. Users of a shared munigraph are told by its
// package (MUNIGRAPH_SHARED is defined for them); a static one shows nothing, so that a library
// that it is linked into shows nothing of it either.

#if !defined(MUNIGRAPH_SHARED)
#define MUNIGRAPH_EXPORT
#define MUNIGRAPH_STORE_EXPORT
#elif defined(_WIN32)
#ifdef munigraph_EXPORTS
#define MUNIGRAPH_EXPORT __declspec(dllexport)
#else
#define MUNIGRAPH_EXPORT __declspec(dllimport)
#endif
#ifdef munigraph_store_EXPORTS
#define MUNIGRAPH_STORE_EXPORT __declspec(dllexport)
#else
#define MUNIGRAPH_STORE_EXPORT __declspec(dllimport)
#endif
#else
#define MUNIGRAPH_EXPORT __attribute__((visibility("default")))
#define MUNIGRAPH_STORE_EXPORT __attribute__((visibility("default")))
#endif
