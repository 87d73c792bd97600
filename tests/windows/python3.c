/* python3.dll: only forwards to python312.dll; the names are in the list that the linker is given. */
int __stdcall DllMainCRTStartup(void *module, unsigned reason, void *reserved) { return 1; }
