/* icuuc.dll, which is part of Windows 10 but not of Wine: Qt asks it for encodings that nothing here uses. */
#define E __declspec(dllexport)

E void* ucnv_open(const char*n,int*e){ if(e)*e=4; return 0; }
E void ucnv_close(void*c){}
E void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void){}
E void UCNV_TO_U_CALLBACK_SUBSTITUTE(void){}
E void ucnv_reset(void*c){}
E signed char ucnv_getMaxCharSize(void*c){return 1;}
E const char* ucnv_getName(void*c,int*e){ if(e)*e=4; return 0;}
E void ucnv_getToUCallBack(void*c,void*a,void*b){}
E void ucnv_getFromUCallBack(void*c,void*a,void*b){}
E void ucnv_setToUCallBack(void*c,void*a,void*b,void*d,void*f,int*e){}
E void ucnv_setFromUCallBack(void*c,void*a,void*b,void*d,void*f,int*e){}
E void ucnv_cbToUWriteUChars(void){}
E void ucnv_cbFromUWriteUChars(void){}
E void ucnv_toUnicode(void*c,void*a,void*b,void*d,void*f,void*g,int h,int*e){ if(e)*e=4; }
E void ucnv_fromUnicode(void*c,void*a,void*b,void*d,void*f,void*g,int h,int*e){ if(e)*e=4; }
E int ucnv_toUCountPending(void*c,int*e){return 0;}
E int ucnv_fromUCountPending(void*c,int*e){return 0;}
E const char* ucnv_getStandardName(const char*n,const char*s,int*e){ if(e)*e=4; return 0;}
E const char* ucnv_getAvailableName(int n){return 0;}
E int ucnv_countAvailable(void){return 0;}
